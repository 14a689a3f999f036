"""Pictures of 1200 × 630 pixels that other sites show beside a link: who says what, in the words of both sides."""
