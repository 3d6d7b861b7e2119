"""What is minimised: one file for each kind of loss."""
