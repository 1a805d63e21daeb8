using Salt.Jinja.Nodes;
using Salt.Jinja.Values;

namespace Salt.Jinja.Syntax;

/// <summary>Parses a template: data, tags, and what stands between a tag and its end.</summary>
internal sealed class Parser
{
    private static readonly string[] NoEnd = [];

    private readonly JinjaEnvironment _environment;
    private readonly TokenStream _stream;
    private readonly ExpressionParser _expressions;
    private readonly Stack<(string Tag, int Line)> _open = [];
    private int _loops;

    private Parser(JinjaEnvironment environment, string template, string source)
    {
        _environment = environment;
        _stream = new TokenStream(template, Lexer.Tokenize(environment.Options, template, source));
        _expressions = new ExpressionParser(_stream);
    }

    /// <exception cref="TemplateException">A syntax error, with its line.</exception>
    public static Body Parse(JinjaEnvironment environment, string template, string source)
    {
        var parser = new Parser(environment, template, source);
        try
        {
            return new Body(parser.ParseStatements(NoEnd));
        }
        catch (TemplateException e) when (e.Places.Count == 0)
        {
            throw TemplateException.Syntax(e.Message, template, parser._stream.Current.Line);
        }
    }

    private List<Statement> ParseStatements(string[] ends)
    {
        PythonStack.Check();
        List<Statement> statements = [];
        while (true)
        {
            var token = _stream.Current;
            switch (token.Kind)
            {
                case TokenKind.End when ends.Length == 0:
                    return statements;
                case TokenKind.End:
                    throw MissingEnd(ends);
                case TokenKind.Data:
                    _stream.Next();
                    statements.Add(new DataStatement(token.Text, token.Line));
                    break;
                case TokenKind.VariableBegin:
                    _stream.Next();
                    statements.Add(new OutputStatement(_expressions.ParseTuple(), token.Line));
                    _stream.Expect(TokenKind.VariableEnd);
                    break;
                default:
                    _stream.Next();
                    if (_stream.Current.Kind == TokenKind.Name && Array.IndexOf(ends, _stream.Current.Text) >= 0) return statements;
                    statements.Add(ParseTag(ends));
                    _stream.Expect(TokenKind.BlockEnd);
                    break;
            }
        }
    }

    /// <summary>What stands behind a tag up to one of its ends, which is read too.</summary>
    private Body ParseBody(out string end, params string[] ends)
    {
        _stream.SkipOperator(":");
        _stream.Expect(TokenKind.BlockEnd);
        var body = new Body(ParseStatements(ends));
        end = _stream.Next().Text;
        return body;
    }

    private Statement ParseTag(string[] ends)
    {
        var tag = _stream.Current;
        if (tag.Kind != TokenKind.Name) throw _stream.Fault("tag name expected");
        _open.Push((tag.Text, tag.Line));
        _stream.Next();
        var statement = tag.Text switch
        {
            "if" => ParseIf(tag.Line),
            "for" => ParseFor(tag.Line),
            "set" => ParseSet(tag.Line),
            "do" => new DoStatement(_expressions.ParseTuple(), tag.Line),
            "macro" => ParseMacro(tag.Line),
            "call" => ParseCall(tag.Line),
            "filter" => ParseFilter(tag.Line),
            "with" => ParseWith(tag.Line),
            "include" => ParseInclude(tag.Line),
            "import" => ParseImport(null, tag.Line),
            "from" => ParseFrom(tag.Line),
            "block" => ParseBlock(tag.Line),
            "extends" => new ExtendsStatement(_expressions.Parse(), tag.Line),
            "autoescape" => new AutoescapeStatement(_expressions.Parse(), ParseBody(out _, "endautoescape"), tag.Line),
            "print" => new OutputStatement(_expressions.ParseTuple(), tag.Line),
            "break" when _loops > 0 => new BreakStatement(tag.Line),
            "continue" when _loops > 0 => new ContinueStatement(tag.Line),
            "break" or "continue" => throw _stream.Fault($"'{tag.Text}' outside loop", tag.Line),
            _ => ParseReader(tag) ?? throw UnknownTag(tag, ends),
        };
        _open.Pop();
        return statement;
    }

    private IfStatement ParseIf(int line)
    {
        List<(Expression, Body)> branches = [];
        while (true)
        {
            var test = _expressions.ParseTuple(withConditional: false);
            branches.Add((test, ParseBody(out var end, "elif", "else", "endif")));
            if (end == "elif") continue;
            return new IfStatement(branches, end == "else" ? ParseBody(out _, "endif") : Body.Empty, line);
        }
    }

    private ForStatement ParseFor(int line)
    {
        var target = _expressions.ParseTuple(end: "in", isSimple: true);
        _stream.ExpectName("in");
        var items = _expressions.ParseTuple(withConditional: false, end: "recursive");
        var test = _stream.SkipName("if") ? _expressions.Parse() : null;
        var isRecursive = _stream.SkipName("recursive");
        _loops++;
        var body = ParseBody(out var end, "endfor", "else");
        _loops--;
        var otherwise = end == "else" ? ParseBody(out _, "endfor") : Body.Empty;
        var (own, testing) = (_expressions.ToTarget(target, isParameter: true), _expressions.ToTarget(target, isParameter: true));
        return new ForStatement(own, items, testing, test, body, otherwise, isRecursive, line);
    }

    private Statement ParseSet(int line)
    {
        var target = _expressions.ParseSetTarget();
        if (_stream.SkipOperator("=")) return new SetStatement(target, _expressions.ParseTuple(), line);
        var filter = (FilterExpression?)_expressions.ParseFilters(null);
        return new SetBlockStatement(target, ParseBody(out _, "endset"), filter, convert: null, line);
    }

    private MacroStatement ParseMacro(int line)
    {
        var name = _expressions.ParseName().Name;
        var (parameters, defaults) = ParseSignature();
        return new MacroStatement(name, new MacroBody(parameters, defaults, ParseOwnBody("endmacro")), line);
    }

    private CallBlockStatement ParseCall(int line)
    {
        var (parameters, defaults) = _stream.IsOperator("(") ? ParseSignature() : ([], []);
        if (_expressions.Parse() is not CallExpression call) throw _stream.Fault("expected call", line);
        return new CallBlockStatement(call, new MacroBody(parameters, defaults, ParseOwnBody("endcall")), line);
    }

    // Its loops are not those around it.
    private Body ParseOwnBody(string end)
    {
        var loops = _loops;
        _loops = 0;
        var body = ParseBody(out _, end);
        _loops = loops;
        return body;
    }

    private (List<NameTarget> Parameters, List<Expression> Defaults) ParseSignature()
    {
        List<NameTarget> parameters = [];
        List<Expression> defaults = [];
        _stream.ExpectOperator("(");
        while (!_stream.IsOperator(")"))
        {
            if (parameters.Count > 0) _stream.ExpectOperator(",");
            parameters.Add(_expressions.ParseName(isParameter: true));
            if (_stream.SkipOperator("=")) defaults.Add(_expressions.Parse());
            else if (defaults.Count > 0) throw _stream.Fault("non-default argument follows default argument");
        }

        _stream.ExpectOperator(")");
        return (parameters, defaults);
    }

    private FilterBlockStatement ParseFilter(int line)
    {
        var filter = (FilterExpression)_expressions.ParseFilters(null, isStarted: true)!;
        return new FilterBlockStatement(filter, ParseBody(out _, "endfilter"), line);
    }

    private WithStatement ParseWith(int line)
    {
        List<(Node, Expression)> names = [];
        while (_stream.Current.Kind != TokenKind.BlockEnd)
        {
            if (names.Count > 0) _stream.ExpectOperator(",");
            var target = _expressions.ParseTarget(withTuple: false, isParameter: true);
            _stream.ExpectOperator("=");
            names.Add((target, _expressions.Parse()));
        }

        return new WithStatement(names, ParseBody(out _, "endwith"), line);
    }

    private IncludeStatement ParseInclude(int line)
    {
        var name = _expressions.Parse();
        var ignoreMissing = _stream.IsName("ignore") && _stream.Ahead.Is(TokenKind.Name, "missing");
        if (ignoreMissing)
        {
            _stream.Next();
            _stream.Next();
        }

        return new IncludeStatement(name, ParseContext() ?? true, ignoreMissing, line);
    }

    /// <param name="convert">What the template's text is read as; null: it is a module.</param>
    private ImportStatement ParseImport(Func<string, object?>? convert, int line)
    {
        var name = _expressions.Parse();
        _stream.ExpectName("as");
        var target = _expressions.ParseName().Name;
        return new ImportStatement(name, target, ParseContext() ?? false, convert, line);
    }

    private FromImportStatement ParseFrom(int line)
    {
        var name = _expressions.Parse();
        _stream.ExpectName("import");
        List<(string, string)> names = [];
        bool? withContext = null;
        while (true)
        {
            if (names.Count > 0) _stream.ExpectOperator(",");
            if ((withContext = ParseContext()) is not null) break;
            var imported = _expressions.ParseName().Name;
            if (imported[0] == '_') throw _stream.Fault("names starting with an underline can not be imported");
            names.Add((imported, _stream.SkipName("as") ? _expressions.ParseName().Name : imported));
            if ((withContext = ParseContext()) is not null || !_stream.IsOperator(",")) break;
        }

        return new FromImportStatement(name, names, withContext ?? false, line);
    }

    /// <returns>Null: it says neither <c>with context</c> nor <c>without context</c>.</returns>
    private bool? ParseContext()
    {
        if (!(_stream.IsName("with") || _stream.IsName("without")) || !_stream.Ahead.Is(TokenKind.Name, "context")) return null;
        var withContext = _stream.Next().Text == "with";
        _stream.Next();
        return withContext;
    }

    private BlockStatement ParseBlock(int line)
    {
        var name = _stream.Expect(TokenKind.Name).Text;
        var isScoped = _stream.SkipName("scoped");
        var isRequired = _stream.SkipName("required");
        if (_stream.IsOperator("-"))
            throw _stream.Fault("Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.");
        var body = ParseOwnBody("endblock");
        _stream.SkipName(name);
        if (isRequired && body.Statements.Any(statement => statement is not DataStatement { Text: var text } || !string.IsNullOrWhiteSpace(text)))
            throw _stream.Fault("Required blocks can only contain comments or whitespace", line);
        return new BlockStatement(name, body, isScoped, isRequired, line);
    }

    /// <summary><c>import_yaml</c>, <c>load_yaml</c> and their like.</summary>
    private Statement? ParseReader(Token tag)
    {
        var part = tag.Text.IndexOf('_', StringComparison.Ordinal);
        if (part < 0 || !_environment.Readers.TryGetValue(tag.Text[(part + 1)..], out var read)) return null;
        switch (tag.Text[..part])
        {
            case "import":
                return ParseImport(read, tag.Line);
            case "load":
                _stream.ExpectName("as");
                return new SetBlockStatement(_expressions.ParseTarget(), ParseBody(out _, "endload"), null, read, tag.Line);
            default:
                return null;
        }
    }

    private TemplateException UnknownTag(Token tag, string[] ends)
    {
        _open.Pop();
        var hint = ends.Length == 0 ? "" : $" Looked for: {Quoted(ends)}.{Innermost()}";
        return _stream.Fault($"Encountered unknown tag '{tag.Text}'.{hint}", tag.Line);
    }

    private TemplateException MissingEnd(string[] ends) =>
        _stream.Fault($"Unexpected end of template. Looked for: {Quoted(ends)}.{Innermost()}");

    private string Innermost() =>
        _open.TryPeek(out var open) ? $" The innermost block that needs to be closed is '{open.Tag}' of line {open.Line}." : "";

    private static string Quoted(string[] names) => string.Join(" or ", names.Select(name => $"'{name}'"));
}
