using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Salt.Jinja;
using Salt.Jinja.Values;
using Salt.Shared.Rendering;

namespace Salt.Tests.Benchmarks.Rendering;

/// <summary>How fast templates are rendered, beside Jinja on the system's Python, turn by turn in one run.</summary>
internal static class RenderCost
{
    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <param name="turns">So often each renders; the medians are compared.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int turns) =>
    [
        await CompareAsync("map.jinja", "a map.jinja", MapContext(), 200, turns),
        await CompareAsync("loop.jinja", "a loop over 1,000 items", LoopContext(), 20, turns),
    ];

    private static async Task<Figure> CompareAsync(string file, string name, JsonObject context, int count, int turns)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Rendering");
        var contextFile = Path.Combine(Directory.CreateTempSubdirectory("salt-render-").FullName, "context.json");
        await File.WriteAllTextAsync(contextFile, context.ToJsonString());
        var environment = new JinjaEnvironment(new JinjaOptions());
        var template = environment.Compile(file, await File.ReadAllTextAsync(Path.Combine(folder, file)));
        var names = ((PyDict)PythonData.FromJson(context)!).ToDictionary(entry => (string)entry.Key!, entry => entry.Value);

        using var peer = Process.Start(new ProcessStartInfo(Python, [Path.Combine(folder, "render.py"), Path.Combine(folder, file), contextFile, count.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var length = int.Parse((await peer.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        if (environment.Render(template, names).EnumerateRunes().Count() != length) throw new InvalidDataException($"{file}: the two render different texts");

        // Daemons live long: what is measured is code that has run for a while.
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < WarmUp) Render(environment, template, names, count);

        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < turns; turn++)
        {
            await peer.StandardInput.WriteLineAsync();
            theirs.Add(double.Parse((await peer.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture) / count);
            ours.Add(Render(environment, template, names, count) / count);
        }

        peer.StandardInput.Close();
        await peer.WaitForExitAsync();
        Directory.Delete(Path.GetDirectoryName(contextFile)!, recursive: true);
        var (own, other) = (Median(ours), Median(theirs));
        return new Figure(
            $"rendering {name}: throughput against python3-jinja2 ({own * 1e6:0} µs against {other * 1e6:0} µs)", $"{other / own:0.00} ×", "≥ 1.00 ×", other >= own);
    }

    private static double Render(JinjaEnvironment environment, Template template, Dictionary<string, object?> names, int count)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < count; i++) environment.Render(template, names);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static JsonObject MapContext() => JsonNode.Parse("""
        {"grains": {"os_family": "Debian", "os": "Debian"},
         "pillar": {"apache": {"user": "web"},
                    "sites": [{"name": "example.org", "enabled": true, "aliases": ["WWW.example.org ", "old.example.org"]}, {"name": "example.com", "enabled": false},
                              {"name": "example.net", "enabled": true, "aliases": ["a.example.net", "B.example.net", "c.example.net"]}]}}
        """)!.AsObject();

    private static JsonObject LoopContext() => new()
    {
        ["items"] = new JsonArray([.. Enumerable.Range(0, 1000).Select(i => new JsonObject { ["name"] = $"item{i}", ["value"] = i, ["enabled"] = i % 3 != 0 })]),
    };
}
