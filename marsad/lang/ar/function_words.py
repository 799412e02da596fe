"""The small words of Arabic, folded: what introduces clauses, governs nouns, negates, or only fills."""

CLAUSE_WORDS = frozenset(
    "ان انه انها انهم انهما انني اننا بان بانه بانها بانهم بانهما باننا بانني وان وانه وانها الا".split()
)
PREPOSITIONS = frozenset(
    "في من الي علي عن مع بين لدي حول بشان ضد امام تجاه ازاء بحق عبر خلال قبل بعد منذ حتي دون وسط رغم نحو عند تحت فوق ضمن عقب اثر بسبب جراء لصالح حيال وراء وفق بحسب حسب".split()
)
RELATIVES = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي والذي والتي والذين".split())
NEGATORS = frozenset("لم لا لن ليس ليست غير عدم ما ولم ولا ولن فلم فلا فلن وليس دون وعدم بعدم لعدم".split())
CLAUSE_BREAKS = frozenset(
    "ان انه انها انهم انهما فيما بينما حيث لكن ولكن لكنه لكنها كما عندما حين حينما اذا اذ بعدما قبلما رغم لان كي لكي حتي بل".split()
)
FILLERS = frozenset("قد وقد لقد فقد كان كانت كانوا وكان وكانت ايضا كذلك امس اليوم بدوره بدورها مجددا سوف".split())
ADVERBS = frozenset(
    "ايضا كذلك امس اليوم غدا مجددا سابقا لاحقا رسميا صباح مساء فجر ظهر ليل يوم مره اخري بشده فجاه بالفعل اخيرا حاليا السبت الاحد الاثنين الثلاثاء الاربعاء "
    "الخميس الجمعه بدوره بدورها هاتفيا قبل بعد اول الاول الماضي السيد السيده المشير اللواء الدكتور كل كلا بوضوح علنا مباشره مرارا انذاك حينها وقتها حينيذ".split()
)
ARTICLES = ("ال", "وال", "بال", "لل")
"""How a definite word begins, with the clitics that melt into the article."""
POINTING_BACK = frozenset(
    "اليه اليها اليهم عليه عليها عليهم به بها بهم فيه فيها له لها لهم منه منها منهم معه معها عنه عنها خلاله خلالها خلالهما".split()
)
"""Prepositions with a pronoun, and a reporting verb's "in the course of it"."""
FUNCTION_WORDS = CLAUSE_WORDS | PREPOSITIONS | RELATIVES | NEGATORS | CLAUSE_BREAKS | FILLERS
"""All of them but the adverbs."""
