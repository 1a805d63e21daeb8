using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Salt.Shared.Values;

/// <summary>Finds where a key stood first that is in one map twice.</summary>
internal static class DuplicateKey
{
    /// <param name="second">Where it stands again.</param>
    /// <returns>The line, from 1; null: it is no plain key, or more is wrong with the text.</returns>
    public static int? FirstLine(string text, Mark second)
    {
        try
        {
            return Find(text, second);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            // The text is broken in another place too; the duplicate was reported first.
            return null;
        }
    }

    private static int? Find(string text, Mark second)
    {
        var parser = new Parser(new StringReader(text));
        var maps = new Stack<Dictionary<string, long>?>();
        // In a map, keys and values take turns.
        var isKey = new Stack<bool>();
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case Scalar scalar when maps.TryPeek(out var keys) && keys is not null && isKey.Peek():
                    if (scalar.Start.Index == second.Index) return keys.TryGetValue(scalar.Value, out var line) ? (int)line : null;
                    keys.TryAdd(scalar.Value, scalar.Start.Line);
                    Turn();
                    break;
                case Scalar or AnchorAlias:
                    Turn();
                    break;
                case MappingStart:
                    Open([]);
                    break;
                case SequenceStart:
                    Open(null);
                    break;
                case MappingEnd or SequenceEnd:
                    maps.Pop();
                    isKey.Pop();
                    Turn();
                    break;
            }
        }

        return null;

        void Open(Dictionary<string, long>? keys)
        {
            maps.Push(keys);
            isKey.Push(true);
        }

        void Turn()
        {
            if (isKey.TryPop(out var wasKey)) isKey.Push(!wasKey);
        }
    }
}
