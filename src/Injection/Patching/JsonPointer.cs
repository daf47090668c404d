namespace ConfigSync.Injection.Patching;

/// <summary>RFC 6901: the only place where a name becomes a step of a pointer.</summary>
internal static class JsonPointer
{
    public static string Step(string name) =>
        name.AsSpan().IndexOfAny('~', '/') < 0
            ? name
            : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
