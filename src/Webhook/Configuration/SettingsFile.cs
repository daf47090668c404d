namespace ConfigSync.Webhook.Configuration;

/// <summary>The JSON file of settings: the one that is named, or else <c>appsettings.json</c> in the working directory where there is one.</summary>
internal static class SettingsFile
{
    /// <summary>Name of the file that is read unasked.</summary>
    public const string DefaultName = "appsettings.json";

    /// <summary>Reads it.</summary>
    /// <param name="named">The path that was asked for; then it must exist.</param>
    /// <param name="fault">What is wrong with it, or <see langword="null"/>.</param>
    public static IConfiguration Read(string? named, out string? fault)
    {
        var path = Path.GetFullPath(named ?? DefaultName);
        try
        {
            fault = null;
            // A stream and not a watched file: settings hold from start to end.
            if (named is not null || File.Exists(path))
            {
                using var content = File.OpenRead(path);
                return new ConfigurationBuilder().AddJsonStream(content).Build();
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
        {
            fault = $"can't read settings file '{path}': {cause.Message}";
        }

        return new ConfigurationBuilder().Build();
    }
}
