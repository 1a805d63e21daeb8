using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Minion.Modules;
using Salt.Minion.Supervision;
using Salt.Shared.Jobs;

namespace Salt.Tests.Unit.Modules;

internal sealed class CatalogTests
{
    private static IEnumerable<Function> All => ExecutionModules.Catalog.All;

    private static IEnumerable<Function> Processes => All.Where(function => function.RunsAs == RunsAs.Process);

    [TestCaseSource(nameof(All))]
    public void A_declaration_says_all_that_is_needed_to_run_and_explain_it(Function function)
    {
        Assert.That(function.Name, Does.Match(@"\A[a-z]+\.[a-z_]+\z"));
        Assert.That(function.Doc, Does.EndWith(".").Or.Contain("\n"));
        Assert.That(function.Example, Does.StartWith(function.Name));
        Assert.That(function.Run is not null, Is.EqualTo(function.RunsAs != RunsAs.Process));
        Assert.That(function.Plan is not null && function.Finish is not null, Is.EqualTo(function.RunsAs == RunsAs.Process));
    }

    [TestCaseSource(nameof(All))]
    public void Its_arguments_can_be_bound_by_place_and_its_defaults_are_of_their_kind(Function function)
    {
        var named = function.Arguments.Where(argument => argument.Kind is not (ArgumentKind.Rest or ArgumentKind.RestNamed)).ToList();
        Assert.That(named.Select(argument => argument.Name), Is.Unique);
        Assert.That(named.Select(argument => argument.Required), Is.Ordered.Descending, "a required argument comes after an optional one");
        foreach (var argument in named.Where(argument => argument.Default is not null))
        {
            Assert.That(ArgumentValue.TryRead(argument.Default!, argument.Kind, out var read), argument.Name);
            Assert.That(read!.ToJsonString(), Is.EqualTo(argument.Default!.ToJsonString()), argument.Name);
        }
    }

    [TestCaseSource(nameof(Processes))]
    public void A_process_function_makes_a_plan_and_a_return_of_its_required_arguments(Function function)
    {
        var required = function.Arguments.Where(argument => argument.Required).Select(argument => argument.Name == "root" ? "/" : "sh");
        var call = Calls.Of(function.Name, new JsonArray([.. required.Select(word => (JsonNode)word)]).ToJsonString(), minion: new FakeMinion { Grains = new JsonObject { ["os_family"] = "Debian" } });
        var end = new EndRecord(JobState.Failed, 3, 0, "", "", 0, DateTimeOffset.UnixEpoch, 0, 0);
        Assert.That(function.Plan!(call).Argv[0], Does.StartWith("/"));
        Assert.That(function.Finish!(call, new ProcessEnd(end, 1, "", "", OwnTimeout: false)).Retcode, Is.EqualTo(3));
    }

    [Test]
    public void Only_what_is_bounded_runs_in_the_daemon() => Assert.That(
        All.Where(function => function.RunsAs != RunsAs.Daemon).Select(function => function.Name),
        Is.EqualTo(new[]
        {
            "cmd.exec_code", "cmd.exec_code_all", "cmd.retcode", "cmd.run", "cmd.run_all", "cmd.run_bg", "cmd.run_chroot", "cmd.run_stderr",
            "cmd.run_stdout", "cmd.shell", "file.contains", "file.contains_regex", "file.directory_exists", "file.file_exists", "file.read",
            "file.readdir", "pkg.version", "slsutil.renderer", "state.apply", "state.highstate", "state.show_highstate", "state.show_low_sls",
            "state.show_lowstate", "state.show_sls", "state.show_top", "state.single", "state.sls", "state.sls_exists", "state.sls_id", "test.sleep",
        }));

    private static IEnumerable<FunctionArgument> NumbersWithDefaults => All
        .SelectMany(function => function.Arguments)
        .Where(argument => argument is { Default: not null, Kind: ArgumentKind.WholeNumber or ArgumentKind.Number });

    [Test]
    public void A_number_that_was_not_given_is_its_default() => Assert.Multiple(() =>
    {
        foreach (var argument in NumbersWithDefaults)
        {
            var bound = new BoundArguments(new Dictionary<string, JsonNode?> { [argument.Name] = argument.Default!.DeepClone() }, [], []);
            var number = argument.Kind == ArgumentKind.Number ? bound.Number(argument.Name) : bound.WholeNumber(argument.Name);
            Assert.That(number, Is.EqualTo(double.Parse(argument.Default!.ToJsonString(), CultureInfo.InvariantCulture)), argument.Name);
        }
    });
}
