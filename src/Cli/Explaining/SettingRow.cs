namespace ConfigSync.Cli.Explaining;

/// <summary>One annotation as it holds for a Pod.</summary>
/// <param name="Name">The key without its prefix.</param>
/// <param name="Value">The value that holds.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record SettingRow(string Name, string Value, string Origin);
