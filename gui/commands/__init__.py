"""All that can be done, as data: actions, their keys, and what is made of them."""
