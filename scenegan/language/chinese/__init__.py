"""The Chinese parser: a spaCy tokenizer and a component, with the tables and rules they need.

    nlp = scenegan.language.chinese.pipeline.chinese_pipeline()
    nlp("一只长着红色翅膀的蓝龙。")._.scene_graph

Words are cut by jieba with our lexicon; the grammar of descriptions is read by rule, clause by
clause, into the same findings that the English parser makes. Nothing is loaded on import.
"""
