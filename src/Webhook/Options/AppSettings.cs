using ConfigSync.Options;

namespace ConfigSync.Webhook.Options;

/// <summary>The JSON file of settings: the one that is named, or else <c>appsettings.json</c> in the working directory where there is one.</summary>
internal static class AppSettings
{
    /// <summary>The section of the file that holds the webhook's options.</summary>
    public const string Section = "Webhook";

    /// <summary>The file that is read without being named.</summary>
    public const string DefaultName = "appsettings.json";

    /// <summary>The keys and values of the section.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string? named, OptionErrors errors) =>
        Load(named, errors).GetSection(Section).GetChildren().Select(static child => KeyValuePair.Create(child.Key, child.Value ?? ""));

    private static IConfiguration Load(string? named, OptionErrors errors)
    {
        if (named?.Length == 0)
        {
            errors.Add(WebhookFlags.SettingsFile.Flag, "be a path", named);
            return new ConfigurationBuilder().Build();
        }

        var path = Path.GetFullPath(named ?? DefaultName);
        try
        {
            // Read as a stream and not watched: settings hold from start to end.
            if (named is not null || File.Exists(path))
            {
                using var content = File.OpenRead(path);
                return new ConfigurationBuilder().AddJsonStream(content).Build();
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
        {
            errors.AddLine($"can't read settings file '{path}': {cause.Message}");
        }

        return new ConfigurationBuilder().Build();
    }
}
