"""How everything looks and is named: tokens, fonts, icons, words."""
