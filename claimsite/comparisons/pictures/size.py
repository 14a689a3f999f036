"""Of every picture, in pixels; here so that pages can say it without loading what draws."""

WIDTH, HEIGHT = 1200, 630
