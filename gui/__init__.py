"""The desktop editor of SceneGAN: write a sentence, change the graph, watch the picture follow."""
