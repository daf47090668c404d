namespace ConfigSync.Webhook.Configuration;

/// <summary>One setting: how it is named in each of its three places, and how its text is read.</summary>
/// <param name="Name">The name without dashes in front, such as <c>https-port</c>.</param>
/// <param name="Form">The form of its value, for help.</param>
/// <param name="Rule">What a value must do, to end the sentence "must …".</param>
/// <param name="Help">One sentence.</param>
/// <param name="Read">Gives the options with the value, or <see langword="null"/> when the value breaks the rule.</param>
/// <param name="Show">The value that holds, as text.</param>
internal sealed record WebhookOption(
    string Name, string Form, string Rule, string Help, Func<WebhookOptions, string, WebhookOptions?> Read, Func<WebhookOptions, string> Show)
{
    /// <summary>Prefix of every variable of the process; an unknown one under it is refused.</summary>
    public const string VariablePrefix = "CONFIG_SYNC_WEBHOOK_";

    /// <summary>Section of the settings file; an unknown key in it is refused.</summary>
    public const string Section = "Webhook";

    /// <summary>On the command line: <c>--https-port</c>.</summary>
    public string Flag { get; } = "--" + Name;

    /// <summary>In the environment: <c>CONFIG_SYNC_WEBHOOK_HTTPS_PORT</c>.</summary>
    public string Variable { get; } = VariablePrefix + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>In the settings file: <c>HttpsPort</c>.</summary>
    public string Key { get; } = string.Concat(Name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
