using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Tests.Unit.Rendering;

/// <summary>A formula as people write them: defaults, a map over the family and the system, what the pillar says over both, and
/// macros that need the context of who imports them.</summary>
public class MapFormulaTests
{
    private const string DebianGrains = """{"id": "web1", "os_family": "Debian", "os": "Debian"}""";
    private const string UbuntuGrains = """{"id": "web2", "os_family": "Debian", "os": "Ubuntu"}""";
    private const string RedHatGrains = """{"id": "web3", "os_family": "RedHat", "os": "Rocky"}""";

    private const string Pillar = """
        {"web": {"lookup": {"rootgroup": "adm"}, "pkg": {"version": "2.4: x"}, "config": {"keepalive": false},
                 "sites": {"www.example.org": {"root": "/srv/www"}, "b": {"root": "/srv/b", "enabled": false}}}}
        """;

    [TestCase(DebianGrains, "{}", "apache2", "/etc/apache2/apache2.conf", "dir /etc/apache2|file /etc/apache2/apache2.conf|keepalive True|listen 80", "no-sites")]
    [TestCase(UbuntuGrains, "{}", "apache2", "/etc/apache2/apache2.conf", "dir /etc/apache2|file /etc/apache2/apache2.conf|keepalive True|listen 80 443", "no-sites")]
    [TestCase(RedHatGrains, Pillar, "httpd", "/etc/httpd/httpd.conf", "dir /etc/httpd|file /etc/httpd/httpd.conf|keepalive False|listen 80", "site-b,site-www-example-org")]
    public void A_map_is_put_together_of_defaults_system_and_pillar(string grains, string pillar, string package, string file, string lines, string sites)
    {
        var states = Render(grains, pillar);

        Assert.Multiple(() =>
        {
            Assert.That((string?)states["web-package-install"]!["pkg.installed"]![0]!["name"], Is.EqualTo(package));
            Assert.That((string?)states["web-config"]!["file.managed"]![0]!["name"], Is.EqualTo(file));
            var context = states["web-config"]!["file.managed"]!.AsArray()[^1]!["context"]!;
            Assert.That(context["lines"]!.AsArray().Select(line => (string)line!), Is.EqualTo(lines.Split('|')));
            Assert.That(states.Select(state => state.Key).Skip(3), Is.EqualTo(sites.Split(',')));
        });
    }

    /// <summary>Recorded of Salt's own functions over Jinja2 and PyYAML: every case by its name, with grains, pillar and the text.</summary>
    [TestCaseSource(nameof(Recorded))]
    public void The_text_is_the_one_that_Salt_renders(string name)
    {
        var recorded = Cases[name]!;
        Assert.That(Rendered(recorded["grains"]!.ToJsonString(), recorded["pillar"]!.ToJsonString()).Text, Is.EqualTo((string?)recorded["text"]));
    }

    private static JsonObject Cases { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(FormulaFiles.Root, "web-recorded.json")))!.AsObject();

    private static IEnumerable<string> Recorded => Cases.Select(recorded => recorded.Key);

    private static JsonObject Render(string grains, string pillar) => PythonData.ToJson(Rendered(grains, pillar).Value)!.AsObject();

    private static RenderResult Rendered(string grains, string pillar)
    {
        var subject = new RenderSubject("web", Dict(grains), Dict(pillar), Dict(grains));
        var files = new FormulaFiles();
        return new SaltRenderer(files, [], NullLogger.Instance).Render(files.Find("web/init.sls", "base")!, subject, "base", "web");
    }

    private static PyDict Dict(string json) => (PyDict)PythonData.FromJson(JsonNode.Parse(json))!;

    private sealed class FormulaFiles : IRenderFiles
    {
        public static readonly string Root = Path.Combine(TestContext.CurrentContext.TestDirectory, "Rendering", "Files");

        public RenderFile? Find(string path, string saltenv) =>
            Path.Combine(Root, path) is var place && File.Exists(place) ? new RenderFile(path, place, File.ReadAllText(place)) : null;
    }
}
