namespace Salt.Jinja;

/// <summary>Where templates come from that others include, import and extend.</summary>
public interface ITemplateLoader
{
    /// <summary>The full name of what a template means by a name.</summary>
    /// <param name="from">The template that names it.</param>
    string Resolve(string name, string from);

    /// <returns>Null: there is no such template.</returns>
    /// <exception cref="TemplateException">It is there and cannot be had.</exception>
    TemplateSource? Load(string name);
}
