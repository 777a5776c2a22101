"""How well texts are read as concepts, on public sets that nobody of this project wrote."""
