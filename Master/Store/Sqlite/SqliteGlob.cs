using System.Text;

namespace Salt.Master.Store.Sqlite;

/// <summary>Shell globs in SQLite's spelling: <c>[!seq]</c> is <c>[^seq]</c> there, and a bracket that is never closed
/// has to stand in brackets.</summary>
internal static class SqliteGlob
{
    public static string Of(string glob)
    {
        var text = new StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] != '[')
            {
                text.Append(glob[at]);
                continue;
            }

            var negated = at + 1 < glob.Length && glob[at + 1] == '!';
            var first = negated ? at + 2 : at + 1;
            // A bracket that closes at once is a member.
            var end = first < glob.Length ? glob.IndexOf(']', first + 1) : -1;
            if (end < 0)
            {
                text.Append("[[]");
                continue;
            }

            var set = glob[first..end];
            // What would negate there is an ordinary member here: it may stand anywhere but first.
            if (!negated && set[0] == '^') set = set.Length > 1 ? $"{set[1..]}^" : set;
            text.Append(negated ? "[^" : "[").Append(set).Append(']');
            at = end;
        }

        return text.ToString();
    }
}
