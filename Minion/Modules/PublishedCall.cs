using System.Text.Json.Nodes;

namespace Salt.Minion.Modules;

/// <summary>What Salt adds to the keyword arguments of a function that takes any: the call as it was published.</summary>
internal static class PublishedCall
{
    /// <returns>The call's own keyword arguments, then <c>__pub_*</c>.</returns>
    public static JsonObject Kwargs(FunctionCall call)
    {
        var origin = call.Origin;
        var published = origin.Arg.DeepClone().AsArray();
        if (origin.Kwarg.Count > 0) published.Add(origin.Kwarg.DeepClone());
        var kwargs = call.Arguments.RestNamed.DeepClone().AsObject();
        kwargs["__pub_fun"] = call.Function.Name;
        kwargs["__pub_arg"] = published;
        kwargs["__pub_tgt"] = origin.Tgt;
        kwargs["__pub_jid"] = call.Jid.ToString();
        kwargs["__pub_ret"] = "";
        kwargs["__pub_tgt_type"] = origin.TgtType;
        kwargs["__pub_user"] = call.User;
        return kwargs;
    }
}
