"""Attacks that need a browser, a hub, a cluster or another account, each with the test that does it to the kit."""

HUB, TEXT, GUARDED = (
    "tests/hub/test_settings.py",
    "tests/grading/test_hostile_text.py",
    "tests/grading/test_class_guarded.py",
)
FORMULA = "tests/grading/test_sanitize.py"

# What is tried, what becomes of it, and the test.
HELD = [
    (
        "files and folders that the grader has no right to read (modes 044 and 400)",
        "they are named, and everybody else is graded",
        f"{GUARDED}::test_rights_that_the_grader_lacks_are_told_of_each",
    ),
    (
        "null for metadata, 200 000 brackets or a pipe, in `idic-lab report` and `idic-lab course status`",
        "both are written, and name whose work could not be read",
        f"{GUARDED}::test_the_desk_reads_the_same_class",
    ),
    (
        "a file in the exchange that becomes a link while it is copied",
        "it is not followed, and named",
        "tests/grading/test_collect.py::test_what_becomes_a_link_while_it_is_copied_is_not_followed",
    ),
    (
        "a folder in the exchange in a classmate's name, from another account",
        "it is left out, and both names are said",
        "tests/grading/test_collect.py::test_a_classmate_cannot_hand_in_for_another",
    ),
    (
        "an earlier folder in the exchange in a classmate's name, with the same files, from another account",
        "it changes neither the classmate's work nor its time",
        "tests/course/test_handed_in_again.py::test_what_somebody_else_put_there_is_no_earlier_hand_in",
    ),
    (
        "one account of the machine removes or renames what another has put into the exchange",
        "`idic-lab doctor` says that the folder lets it, and the command that ends it",
        "tests/course/test_doctor.py::test_the_exchange",
    ),
    (
        "another account of the hub's machine listens to a kernel",
        "kernels talk through files of their own account",
        f"{HUB}::test_kernels_talk_through_files_of_the_accounts_own",
    ),
    (
        "a page on a student's server acts as whoever follows a link to it",
        "each account has an address of its own, and what students typed holds no links",
        f"{HUB}::test_the_settings_for_an_address_of_each_account_are_understood",
    ),
    (
        "scripts, pictures, forms and links in whatever a student can type, on formgrader's page",
        "they are text",
        f"{TEXT}::test_a_grader_reads_it_and_nothing_runs",
    ),
    ("the same on the page of feedback", "they are text", f"{TEXT}::test_the_feedback_page_runs_nothing"),
    (
        "a formula that moves or paints, over the mark scheme if it likes",
        "the command is shown as text",
        f"{FORMULA}::test_a_formula_paints_over_nothing",
    ),
    (
        "a name with HTML in the class list, which would run on formgrader's pages",
        "it is made text when the list is read",
        "tests/course/test_roster.py::test_names_are_made_harmless_and_keep_their_letters",
    ),
    (
        "one company in several spellings that look alike: zero-width, Cyrillic, Greek, full width",
        "it is one company",
        "tests/questions/test_reading.py::test_a_spelling_that_looks_the_same_is_the_same_company",
    ),
    (
        "`0.6550 %`, which could be read as 65.5 %",
        "it is 0.00655, on the page and in the grader",
        "tests/questions/test_reading.py::test_a_number_is_read_in_every_form_that_people_write",
    ),
    (
        "another machine as the scheduler of a cluster, where work and hidden tests could be read or forged",
        "it is refused without TLS, and with it nobody else submits work",
        "tests/grading/test_cluster_secrecy.py::test_another_machine_without_tls_is_refused",
    ),
    (
        "answers that a killed grader has left in the temporary folder",
        "the next start removes them",
        f"{GUARDED}::test_what_a_killed_grader_left_in_the_temporary_folder_is_removed",
    ),
]
