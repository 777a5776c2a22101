"""What texts are about: suggested by their words, confirmed or dismissed by a person."""
