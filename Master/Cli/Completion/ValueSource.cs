namespace Salt.Cli.Completion;

/// <summary>What a word can be, asked when the word is completed.</summary>
internal delegate Task<IEnumerable<Candidate>> ValueSource(CompletionQuery query, CancellationToken cancellationToken);
