"""How well pictures fit texts, word by word: the deep attentional multimodal similarity model.

Xu et al. 2018 (AttnGAN), section 3.2. Words e_i are compared with regions v_j of a picture,

    s_ij = e_i . v_j,  softmax over the words,    a_ij = softmax over regions of g1 s_ij,
    c_i = sum_j a_ij v_j,    R(Q, D) = log(sum_i exp(g2 cos(c_i, e_i)))^(1 / g2)

and within a batch each picture has to find its text, P(D | Q) = softmax of g3 R, and each text its
picture. Whole pictures and sentences are compared by their cosine in the same way. The four
losses add up. As in the published settings g1 = 4, g2 = 5, g3 = 10.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.region_encoder import RegionFeatures
from scenegan.nn.text_encoder import TextFeatures

GAMMA_REGIONS, GAMMA_WORDS, GAMMA_MATCH = 4.0, 5.0, 10.0


class Matching(NamedTuple):
    """Losses of B pictures and their texts."""

    words: Tensor
    sentences: Tensor


def damsm_loss(seen: RegionFeatures, text: TextFeatures, owners: Tensor | None = None) -> Matching:
    """What makes pictures and texts find each other.

    Args:
        seen: B pictures.
        text: their texts, in the same order.
        owners: [B] which drawing each shows; two of one drawing are no rivals. Without it all
            are different.
    """
    rivals = _rivals(len(text.sentence), owners, text.sentence.device)
    by_words = word_likeness(seen.regions, text)
    by_sentences = cosines(seen.whole, text.sentence)
    return Matching(_both_ways(by_words, rivals), _both_ways(by_sentences, rivals))


def word_likeness(regions: Tensor, text: TextFeatures) -> Tensor:
    """R of each picture with each text.

    Args:
        regions: [P, D, H, W] of pictures.
        text: Q texts.

    Returns:
        [P, Q].
    """
    places = regions.flatten(2).float()
    words = text.words.float()
    scores = torch.einsum("qtd,pdr->pqtr", words, places)
    shares = scores.masked_fill(text.pad[None, :, :, None], float("-inf")).softmax(2)
    attention = (GAMMA_REGIONS * shares).softmax(3)
    contexts = torch.einsum("pqtr,pdr->pqtd", attention, places)
    likeness = F.cosine_similarity(contexts, words[None], dim=3)
    exponents = (GAMMA_WORDS * likeness).masked_fill(text.pad[None], float("-inf"))
    return exponents.logsumexp(2) / GAMMA_WORDS


def cosines(pictures: Tensor, texts: Tensor) -> Tensor:
    """Cosine of each picture [P, D] with each text [Q, D]: [P, Q]."""
    return F.normalize(pictures.float(), dim=1) @ F.normalize(texts.float(), dim=1).T


def _rivals(count: int, owners: Tensor | None, device: torch.device) -> Tensor:
    """[B, B] which pairs are compared: own ones, and those of different drawings."""
    if owners is None:
        return torch.ones(count, count, dtype=torch.bool, device=device)
    own = torch.eye(count, dtype=torch.bool, device=device)
    return own | (owners[:, None] != owners[None])


def _both_ways(likeness: Tensor, rivals: Tensor) -> Tensor:
    """Cross entropy of finding the text of a picture, and of finding the picture of a text."""
    logits = (GAMMA_MATCH * likeness).masked_fill(~rivals, float("-inf"))
    own = torch.arange(len(logits), device=logits.device)
    return F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)
