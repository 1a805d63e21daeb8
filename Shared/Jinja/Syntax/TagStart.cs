namespace Salt.Jinja.Syntax;

/// <param name="At">Where it begins; of lines, with the white space in front.</param>
internal readonly record struct TagStart(TagKind Kind, int At, int Length);
