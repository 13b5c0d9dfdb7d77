"""The crafts, a folder each: a brief in, alternatives out. Tools know the film and the media, nobody else."""
