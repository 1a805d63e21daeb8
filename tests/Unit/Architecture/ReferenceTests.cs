namespace Salt.Tests.Unit.Architecture;

/// <summary>Who may know whom: Protos ← Shared ← Master, Minion; Master and Minion never meet; the client sees neither.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Shared/Hosting/Hosting.csproj"] = ["Shared"],
        ["Shared/Jinja/Jinja.csproj"] = [],
        ["Protos/Protos.csproj"] = [],
        ["Shared/Shared.csproj"] = ["Jinja", "Protos"],
        ["Master/Master.csproj"] = ["Hosting", "Protos", "Shared"],
        ["Minion/Minion.csproj"] = ["Hosting", "Protos", "Shared"],
        ["Master/Cli/Cli.csproj"] = ["Protos", "Shared"],
    };

    /// <summary>Where the wire's own types end: behind these folders everything is in our own words.</summary>
    private static readonly string[] WireFolders =
    [
        "Master/Cli/", "Master/Sessions/", "Master/Control/", "Minion/Link/",
    ];

    private static IEnumerable<string> ProductProjects => Allowed.Keys;

    private static IEnumerable<string> DaemonSources => SourceTree.Sources.Where(file =>
        file.StartsWith("Master/", StringComparison.Ordinal)
        || file.StartsWith("Minion/", StringComparison.Ordinal)
        || file.StartsWith("Shared/", StringComparison.Ordinal));

    [Test]
    public void Every_project_outside_the_tests_has_a_rule() => Assert.That(
        SourceTree.Projects.Where(project => !project.StartsWith("tests/", StringComparison.Ordinal)),
        Is.EquivalentTo(ProductProjects));

    [TestCaseSource(nameof(ProductProjects))]
    public void A_project_sees_only_what_it_may(string project)
    {
        var references = SourceTree.Project(project).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.That(references.Except(Allowed[project]), Is.Empty);
    }

    [TestCaseSource(nameof(ProductProjects))]
    public void No_project_imports_the_wires_types_everywhere(string project) => Assert.That(
        SourceTree.Project(project).Descendants("Using").Select(use => (string?)use.Attribute("Include")),
        Has.None.EqualTo("Salt.V1"));

    [Test]
    public void The_wires_types_are_named_only_at_the_wire() => Assert.That(
        DaemonSources
            .Where(file => !WireFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .Where(file => SourceTree.Text(file).Contains("Salt.V1", StringComparison.Ordinal)),
        Is.Empty);

    [TestCase("GrpcChannel.ForAddress", "Shared/Rpc/GrpcChannels.cs")]
    [TestCase("SocketsHttpHandler", "Shared/Rpc/GrpcChannels.cs")]
    [TestCase("Status.Detail", "Shared/Rpc/RpcFault.cs")]
    [TestCase("DebugException", "Shared/Rpc/RpcFault.cs")]
    [TestCase("AddGrpc(", "Master/Hosting/GrpcServer.cs")]
    [TestCase("IClientStreamWriter", "Shared/Rpc/RequestWriter.cs")]
    [TestCase("AddGrpcReflection", "")]
    public void The_grpc_library_is_set_up_and_its_failures_are_read_in_one_place(string word, string place) => Assert.That(
        DaemonSources.Where(file => SourceTree.Text(file).Contains(word, StringComparison.Ordinal)),
        place.Length > 0 ? Is.EqualTo(new[] { place }) : Is.Empty);
}
