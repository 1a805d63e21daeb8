using Salt.Cli.Completion;
using Salt.Cli.Jobs;
using Salt.Cli.Minions;
using Salt.Shared.Errors;
using Function = Salt.Cli.Frame.Function;

namespace Salt.Tests.Unit.Master.Runners;

internal sealed class RunnerCatalogTests
{
    private static readonly Function[] Questions =
    [
        JobsActive.Active(), JobsListJob.ListJob(), JobsListJob.PrintJob(), JobsLastRun.LastRun(), JobsExitSuccess.ExitSuccess(),
        Manage.Up(), Manage.Down(), Manage.Status(), Manage.Versions(),
    ];

    [Test]
    public void Completion_knows_every_function() => Assert.That(RunnerNames.All, Is.EqualTo(DeclaredRunners.Names));

    [TestCaseSource(nameof(Questions))]
    public void A_verb_that_asks_a_runner_has_arguments_of_the_runners(Function question)
    {
        var runner = DeclaredRunners.Catalog.Get(question.Name);

        Assert.Multiple(() =>
        {
            Assert.That(question.Parameters.Select(parameter => parameter.Name), Is.SubsetOf(runner.Parameters.Select(parameter => parameter.Name)));
            Assert.That(
                question.Parameters.Where(parameter => parameter.IsRequired || parameter.IsPositional).Select(parameter => parameter.Name),
                Is.EqualTo(runner.Parameters.Where(parameter => parameter.IsRequired || parameter.IsPositional).Select(parameter => parameter.Name)));
            Assert.That(runner.OnlyReads, Is.True);
        });
    }

    [TestCase("jobs.nosuch")]
    [TestCase("jobs")]
    [TestCase("")]
    public void A_name_of_none_is_refused_in_Salts_words(string name) => Assert.That(
        () => DeclaredRunners.Catalog.Get(name), Throws.TypeOf<SaltException>().With.Message.EqualTo($"'{name}' is not available."));

    [Test]
    public void Documentation_is_of_all_of_a_module_or_of_one()
    {
        var catalog = DeclaredRunners.Catalog;

        Assert.Multiple(() =>
        {
            Assert.That(catalog.Named([]), Is.EqualTo(catalog.All));
            Assert.That(catalog.Named(["cache", "event.send"]).Select(function => function.Name), Is.EqualTo((string[])["cache.grains", "cache.pillar", "event.send"]));
            Assert.That(() => catalog.Named(["jobs", "job"]), Throws.TypeOf<SaltException>().With.Message.EqualTo("'job' is not available."));
        });
    }

    [Test]
    public void Every_function_and_argument_of_Salts_is_documented() => Assert.That(
        DeclaredRunners.Catalog.All.Where(function => function.Doc.Length == 0 || function.Parameters.Any(parameter => parameter.IsSalts && parameter.Doc.Length == 0)),
        Is.Empty);
}
