"""`make proof`: what must hold and takes too long to show in the suite."""
