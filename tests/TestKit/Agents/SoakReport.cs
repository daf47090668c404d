namespace ConfigSync.TestKit.Agents;

/// <summary>What a soak counted.</summary>
/// <param name="Steps">Steps that were taken.</param>
/// <param name="Swaps">Swaps of the volume, those that changed no byte included.</param>
/// <param name="Changes">Swaps that changed the content.</param>
/// <param name="Reloads">Number of reloads.</param>
/// <param name="AgentKills">How often the agent was killed in the middle of something.</param>
/// <param name="ApplicationRestarts">How often the application was.</param>
/// <param name="Losses">Steps after which the application did not get the newest content.</param>
/// <param name="Duplicates">Reloads without new content.</param>
public sealed record SoakReport(
    int Steps, int Swaps, int Changes, int Reloads, int AgentKills, int ApplicationRestarts, IReadOnlyList<string> Losses, IReadOnlyList<string> Duplicates)
{
    /// <summary>Whether nothing was lost and nothing said twice.</summary>
    public bool Clean => Losses.Count == 0 && Duplicates.Count == 0;

    public override string ToString() => string.Join(
        '\n',
        [
            $"{Steps} steps, {Swaps} swaps, {Changes} changes, reloaded {Reloads} times, agent killed {AgentKills} times, application restarted {ApplicationRestarts} times",
            $"{Losses.Count} losses, {Duplicates.Count} duplicates",
            .. Losses,
            .. Duplicates,
        ]);
}
