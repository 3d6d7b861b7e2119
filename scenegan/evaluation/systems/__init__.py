"""SceneGAN and the published systems side by side, on the same drawings."""
