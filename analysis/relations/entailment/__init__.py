"""What one sentence means for another in general: whether it entails it, contradicts it or leaves it open; a network of the reader's build, for pairs."""
