using System.Text.Json;
using System.Text.Json.Nodes;
using Salt.Shared.Jobs;

namespace Salt.Minion.Spool;

/// <summary>What the results file says of a command beyond its return. The texts are bounded; what was cut is said in
/// them.</summary>
/// <param name="Cmd">As it was given: a text, or a list of words.</param>
/// <param name="Rc">The program's own exit code; 128 + signal if a signal ended it.</param>
public sealed record CommandRecord(JsonNode? Cmd, int Rc, string Stdout, string Stderr)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteBoolean("changed", true);
        json.WritePropertyName("cmd");
        if (Cmd is null) json.WriteNullValue();
        else Cmd.WriteTo(json);
        json.WriteNumber("rc", Rc);
        json.WriteString("stdout", Stdout);
        json.WriteString("stderr", Stderr);
        AnsibleRecord.WriteLines(json, "stdout", Stdout);
        AnsibleRecord.WriteLines(json, "stderr", Stderr);
    }
}
