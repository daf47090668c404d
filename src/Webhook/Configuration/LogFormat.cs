namespace ConfigSync.Webhook.Configuration;

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary>Text on a terminal, JSON anywhere else.</summary>
    Auto,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Text for people.</summary>
    Text,
}
