using Salt.Cli.Completion;
using System.Globalization;
using Salt.Cli.Frame;
using Salt.Shared.Errors;
using Salt.Shared.Jobs;
using Salt.V1;

namespace Salt.Cli.Attach;

/// <summary>Makes a request from what was typed.</summary>
internal static class AttachRequests
{
    public static readonly Option Minion = new(["--minion"], "ID[,ID...]", "only these minions; one alone is printed byte by byte") { Values = ValueSources.Minions };

    public static readonly Option From = new(
        ["--from"], "OFFSET[,OFFSET]", "begin at this byte of stdout, of stderr; -N: N bytes before the end");

    /// <exception cref="SaltException">Something is missing or cannot be read.</exception>
    public static AttachRequest Of(Words words)
    {
        var jid = Jid.OfOperator(words.Single("the jid")).ToString();
        if (words.ValueOf(CommonOptions.Out) is { } format)
            throw new SaltException(Failure.BadRequest, $"attach prints what the job prints, as it is: --out {format} does not apply");
        var from = Offsets(words.ValueOf(From) ?? "0");
        var request = new AttachRequest { Jid = jid, StdoutFrom = from.Stdout, StderrFrom = from.Stderr };
        if (words.ValueOf(Minion) is { } minions)
            request.Minions.Add(minions.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return request;
    }

    private static OutputOffsets Offsets(string text)
    {
        if (text.Split(',') is [var stdout, .. var rest] && rest.Length < 2 && TryOffset(stdout, out var first))
        {
            if (rest.Length == 0) return new OutputOffsets(first, Math.Min(first, 0));
            if (TryOffset(rest[0], out var second)) return new OutputOffsets(first, second);
        }

        throw new SaltException(Failure.BadRequest, $"--from takes an offset in bytes, or two with a comma between, not '{text}'");
    }

    private static bool TryOffset(string text, out long offset) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset);
}
