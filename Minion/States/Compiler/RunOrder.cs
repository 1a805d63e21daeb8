namespace Salt.Minion.States.Compiler;

/// <summary>In what order states run: each behind what it depends on, else as the chunks are ordered.</summary>
internal static class RunOrder
{
    private enum Mark
    {
        Open,
        Done,
    }

    /// <param name="wanted">Those to run, in their order; what they depend on comes with them.</param>
    /// <param name="cycle">The states that depend on each other; null: none do.</param>
    public static IReadOnlyList<LowChunk> Of(IReadOnlyList<LowChunk> wanted, RequisiteMap map, out string? cycle)
    {
        cycle = null;
        var order = new List<LowChunk>(wanted.Count);
        var marks = new Dictionary<LowChunk, Mark>();
        // A stack of our own: a chain of requisites can be as long as there are states.
        var path = new Stack<(LowChunk Chunk, IEnumerator<LowChunk> Ahead)>();
        foreach (var first in wanted)
        {
            if (marks.ContainsKey(first)) continue;
            Enter(first);
            while (path.TryPeek(out var top))
            {
                if (!top.Ahead.MoveNext())
                {
                    marks[top.Chunk] = Mark.Done;
                    order.Add(top.Chunk);
                    path.Pop();
                    continue;
                }

                var next = top.Ahead.Current;
                if (!marks.TryGetValue(next, out var mark)) Enter(next);
                else if (mark == Mark.Open)
                {
                    cycle = Describe(path.Select(entry => entry.Chunk).Reverse().SkipWhile(chunk => chunk != next).Append(next));
                    return [];
                }
            }
        }

        return order;

        void Enter(LowChunk chunk)
        {
            marks[chunk] = Mark.Open;
            path.Push((chunk, DependenciesOf(chunk, map).GetEnumerator()));
        }
    }

    /// <summary>What has to be over before a state runs. One with a prereq asks first what that would do, and so waits for what
    /// that depends on.</summary>
    private static IEnumerable<LowChunk> DependenciesOf(LowChunk chunk, RequisiteMap map)
    {
        foreach (var requisite in map.Of(chunk).Found)
        {
            if (requisite.Kind != "prereq") yield return requisite.Chunk;
            else foreach (var other in map.Of(requisite.Chunk).Found) if (other.Kind != "prereq" && other.Chunk != chunk) yield return other.Chunk;
        }

        foreach (var prerequiring in map.Prerequiring(chunk)) yield return prerequiring;
    }

    private static string Describe(IEnumerable<LowChunk> cycle) => "Recursive requisites were found: " + string.Join(" needs ", cycle.Select(chunk => $"{chunk.State}: {chunk.Id} (SLS {chunk.Sls})"));
}
