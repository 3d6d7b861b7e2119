"""What measures the work: scorers of each step."""
