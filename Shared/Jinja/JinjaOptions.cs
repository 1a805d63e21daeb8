using Salt.Jinja.Values;

namespace Salt.Jinja;

/// <summary>How templates are written and what they may do. Jinja's defaults.</summary>
public sealed record JinjaOptions
{
    public string BlockStart { get; init; } = "{%";

    public string BlockEnd { get; init; } = "%}";

    public string VariableStart { get; init; } = "{{";

    public string VariableEnd { get; init; } = "}}";

    public string CommentStart { get; init; } = "{#";

    public string CommentEnd { get; init; } = "#}";

    /// <summary>A line that begins with it is a statement; null: there are none.</summary>
    public string? LineStatementPrefix { get; init; }

    /// <summary>The rest of a line behind it is a comment; null: there are none.</summary>
    public string? LineCommentPrefix { get; init; }

    /// <summary>The first line break behind a block goes.</summary>
    public bool TrimBlocks { get; init; }

    /// <summary>White space in front of a block that begins a line goes.</summary>
    public bool LstripBlocks { get; init; }

    /// <summary>What line breaks of templates come out as.</summary>
    public string NewlineSequence { get; init; } = "\n";

    public bool KeepTrailingNewline { get; init; }

    /// <summary>Values are escaped for HTML.</summary>
    public bool Autoescape { get; init; }

    public UndefinedKind Undefined { get; init; }

    /// <summary>A rendering whose loops go round more often, all together, fails.</summary>
    public long MostIterations { get; init; } = 10_000_000;

    /// <summary>A rendering that writes more characters, all together, fails.</summary>
    public long MostOutput { get; init; } = 256 << 20;

    /// <summary>A rendering whose values take more bytes, all that it makes together, fails.</summary>
    public long MostWork { get; init; } = 256 << 20;

    /// <summary>A rendering that works for longer fails. What functions of the host take does not count.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What that is measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The longest <c>range()</c>; as in Jinja's sandbox.</summary>
    public int MostRange { get; init; } = 100_000;
}
