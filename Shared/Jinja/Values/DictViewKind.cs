namespace Salt.Jinja.Values;

public enum DictViewKind
{
    Keys,
    Values,
    Items,
}
