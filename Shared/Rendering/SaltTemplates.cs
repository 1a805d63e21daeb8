using Salt.Jinja;

namespace Salt.Shared.Rendering;

/// <summary>Finds the templates that others include and import among the files of an environment.</summary>
internal sealed class SaltTemplates(IRenderFiles files, string saltenv) : ITemplateLoader
{
    /// <summary>A name that begins with <c>./</c> or <c>../</c> is relative to the template that names it.</summary>
    public string Resolve(string name, string from)
    {
        if (name.StartsWith(RootPath.Scheme, StringComparison.Ordinal)) name = name[RootPath.Scheme.Length..];
        if (!name.StartsWith("./", StringComparison.Ordinal) && !name.StartsWith("../", StringComparison.Ordinal)) return name;
        var parts = new List<string>(SlsNames.FolderOf(from).Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in name.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0) throw TemplateException.Runtime($"{name} leaves the files that {from} is among");
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    public TemplateSource? Load(string name)
    {
        return RootPath.IsBelow(name) && files.Find(name, saltenv) is { } file ? new TemplateSource(name, file.Text, SlsNames.OfTemplate(name, file.Place)) : null;
    }
}
