"""The desktop editor of SceneGAN: write a sentence, change the graph, watch the picture follow."""

import os

# Looking for plugins of pydantic, of which there are none, would cost a tenth of the start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
