"""Reads captions: a vector for each word, and one for the sentence.

A bi-directional LSTM over word embeddings, as in Xu et al. 2018, "AttnGAN: Fine-Grained Text to
Image Generation with Attentional Generative Adversarial Networks", section 3.2: the two hidden
states at a word are its features, the last state of each direction is the sentence's.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from scenegan.nn.caption_words import NOTHING, Sentences


class TextFeatures(NamedTuple):
    """What is known of B captions of at most T words.

    Attributes:
        words: [B, T, D] features of the words; zeros after the last.
        sentence: [B, D] features of the sentence.
        pad: [B, T] true after the last word.
    """

    words: Tensor
    sentence: Tensor
    pad: Tensor

    def take(self, index: Tensor) -> TextFeatures:
        """Selects captions by their positions [K]."""
        return TextFeatures(*(x[index] for x in self))


class TextEncoder(nn.Module):
    """Bi-directional LSTM over the words of captions."""

    def __init__(self, n_words: int, width: int = 64, dropout: float = 0.3) -> None:
        """Makes the network.

        Args:
            n_words: numbers of words, `len(CaptionWords)`.
            width: features of a word and of a sentence, an even number.
            dropout: share of the embedding that is hidden while it learns.
        """
        super().__init__()
        self.embedding = nn.Embedding(n_words, width, padding_idx=NOTHING)
        self.dropout = nn.Dropout(dropout)
        self.recurrent = nn.LSTM(width, width // 2, batch_first=True, bidirectional=True)
        self.width = width

    def forward(self, sentences: Sentences) -> TextFeatures:
        """Reads captions."""
        embedded = self.dropout(self.embedding(sentences.words))
        packed = pack_padded_sequence(
            embedded, sentences.length.cpu(), batch_first=True, enforce_sorted=False
        )
        states, (last, _) = self.recurrent(packed)
        n_places = sentences.words.shape[1]
        words, _ = pad_packed_sequence(states, batch_first=True, total_length=n_places)
        sentence = torch.cat([last[0], last[1]], 1)
        return TextFeatures(words, sentence, sentences.pad)
