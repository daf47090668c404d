using System.Text.RegularExpressions;

namespace ConfigSync.Injection.Settings;

/// <summary>The grammar of image names: that of github.com/distribution/reference, by which container runtimes read it.</summary>
public static partial class ImageReference
{
    /// <summary>The rule of a reference, to end the sentence "must …".</summary>
    public const string Rule = "be an image reference, such as registry.example/agent:1.0 or registry.example/agent@sha256:<64 hex digits>";

    // Registry and repository together; what is longer is refused by the runtime.
    private const int LongestName = 255;

    // With the longest tag and the longest digest. Whatever is longer is not looked at: a Pod's author writes the value.
    private const int Longest = LongestName + 129 + 136;

    /// <summary>True when a container runtime understands it.</summary>
    public static bool IsValid(string value) =>
        value.Length <= Longest && Reference().Match(value) is { Success: true } match && match.Groups["name"].Length <= LongestName;

    // The registry may be an IPv6 address in brackets. Tag and digest may both be given; the digest is then what is pulled.
    [GeneratedRegex(
        @"\A(?<name>(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?"
        + @"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)"
        + @"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}))?\z")]
    private static partial Regex Reference();
}
