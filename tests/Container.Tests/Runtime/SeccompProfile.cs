using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>
/// <c>RuntimeDefault</c>: the profile that Debian's container tools bring, in the words of a runtime specification. It is kept by capability and by
/// architecture; https://github.com/containers/common/blob/main/pkg/seccomp/types.go tells its form.
/// </summary>
internal static class SeccompProfile
{
    private static readonly string Architecture = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    /// <summary>What a container with these capabilities gets.</summary>
    public static JsonObject For(IReadOnlySet<string> capabilities)
    {
        var profile = JsonNode.Parse(File.ReadAllText(Containers.SeccompProfile))!;
        var native = Architecture == "arm64" ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64";
        var architectures = profile["archMap"]!.AsArray().Single(map => (string)map!["architecture"]! == native)!;
        return new JsonObject
        {
            ["defaultAction"] = profile["defaultAction"]!.DeepClone(),
            ["defaultErrnoRet"] = profile["defaultErrnoRet"]?.DeepClone(),
            ["architectures"] = new JsonArray([native, .. architectures["subArchitectures"]!.AsArray().Select(static name => name!.DeepClone())]),
            ["syscalls"] = new JsonArray([.. profile["syscalls"]!.AsArray().Where(rule => Holds(rule!, capabilities)).Select(static rule => Rule(rule!))]),
        };
    }

    private static bool Holds(JsonNode rule, IReadOnlySet<string> capabilities)
    {
        var (only, never) = (rule["includes"], rule["excludes"]);
        return Texts(only?["caps"]).All(capabilities.Contains)
            && (Texts(only?["arches"]) is not { Count: > 0 } architectures || architectures.Contains(Architecture))
            && !Texts(never?["caps"]).Any(capabilities.Contains)
            && !Texts(never?["arches"]).Contains(Architecture);
    }

    private static JsonObject Rule(JsonNode rule)
    {
        var made = new JsonObject { ["names"] = rule["names"]!.DeepClone(), ["action"] = rule["action"]!.DeepClone() };
        foreach (var field in new[] { "args", "errnoRet" })
        {
            if (rule[field] is { } value && value is not JsonArray { Count: 0 })
            {
                made[field] = value.DeepClone();
            }
        }

        return made;
    }

    private static List<string> Texts(JsonNode? list) => [.. ((JsonArray?)list ?? []).Select(static item => (string)item!)];
}
