struct Substitutions {}
