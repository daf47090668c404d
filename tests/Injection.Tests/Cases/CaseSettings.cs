using System.Text.Json;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Tests.Cases;

/// <summary>What an operator tuned, as a case's settings.json says it: <c>onError</c>, <c>pullPolicy</c>, <c>pullSecrets</c>, <c>profiles</c>,
/// and <c>namespaces</c>, which stands with them.</summary>
internal static class CaseSettings
{
    public static InjectionSettings Default { get; } = new() { Version = "1.2.3", AgentImage = "registry.example/config-sync/agent:1.2.3" };

    public static InjectionSettings Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var settings = Default;
        foreach (var field in document.RootElement.EnumerateObject())
        {
            settings = field.Name switch
            {
                "onError" => settings with { OnError = Enum.Parse<OnErrorPolicy>(field.Value.GetString()!, ignoreCase: true) },
                "pullPolicy" => settings with { AgentImagePullPolicy = field.Value.GetString() },
                "pullSecrets" => settings with { AgentPullSecrets = SecretNames.Of(field.Value.GetString()!) },
                "profiles" => settings with { Profiles = Profiles(field.Value, document.RootElement) },
                "namespaces" => settings,
                _ => throw new InvalidOperationException($"can't read settings: '{field.Name}' is not known"),
            };
        }

        return settings;
    }

    private static ProfileSet Profiles(JsonElement profiles, JsonElement whole)
    {
        var set = ProfileSet.Create(
            profiles.EnumerateObject().ToDictionary(profile => profile.Name, profile => (IReadOnlyDictionary<string, string>)Texts(profile.Value)),
            whole.TryGetProperty("namespaces", out var namespaces) ? Texts(namespaces) : [],
            out var errors);
        return errors.Count == 0 ? set : throw new InvalidOperationException(string.Join('\n', errors));
    }

    private static Dictionary<string, string> Texts(JsonElement json) => json.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!);
}
