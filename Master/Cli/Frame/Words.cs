using System.Globalization;
using Salt.Shared.Errors;

namespace Salt.Cli.Frame;

/// <summary>A command line taken apart: the words that are no options, in order, and the options given.</summary>
internal sealed class Words(IReadOnlyList<string> operands, IReadOnlyDictionary<Option, string> options)
{
    public IReadOnlyList<string> Operands { get; } = operands;

    public bool Has(Option option) => options.ContainsKey(option);

    /// <summary>The option's last value, or null where it was not given.</summary>
    public string? ValueOf(Option option) => options.GetValueOrDefault(option);

    /// <exception cref="SaltException">The value is no number, or below <paramref name="least"/>.</exception>
    public int? NumberOf(Option option, int least = 0)
    {
        if (ValueOf(option) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        throw new SaltException(
            Failure.BadRequest, $"{option.Name} takes a whole number from {least} to {int.MaxValue}, not '{text}'");
    }

    /// <summary>The only operand.</summary>
    /// <exception cref="SaltException">There is none, or more than one.</exception>
    public string Single(string name)
    {
        AtMost(1);
        return Operands.Count == 1
            ? Operands[0]
            : throw new SaltException(Failure.BadRequest, $"{name} is missing");
    }

    /// <exception cref="SaltException">There are more operands.</exception>
    public void AtMost(int count)
    {
        if (Operands.Count > count)
            throw new SaltException(Failure.BadRequest, $"'{Operands[count]}' is one word too many");
    }
}
