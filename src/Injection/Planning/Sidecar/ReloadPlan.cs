using ConfigSync.Contract;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>How the application is made to reload, after every downgrade, and the identity that the agent needs for it.</summary>
/// <param name="Reload">A value of <see cref="ReloadValues"/>.</param>
/// <param name="EnvChanges">A value of <see cref="EnvChangesValues"/>.</param>
/// <param name="Signalled">The targets whose processes are found and signalled; none when no process has to be.</param>
/// <param name="Identity">The agent's identity.</param>
internal sealed record ReloadPlan(string Reload, string EnvChanges, IReadOnlyList<ContainerView> Signalled, AgentIdentity Identity)
{
    public bool SharesProcesses => Signalled.Count > 0;

    /// <summary>The same where no process can, or need, be signalled: what does not take a signal stays.</summary>
    public ReloadPlan WithoutSignal() => this with
    {
        Reload = Reload is ReloadValues.Signal or ReloadValues.Restart ? ReloadValues.None : Reload,
        EnvChanges = EnvChanges == EnvChangesValues.Restart ? EnvChangesValues.Ignore : EnvChanges,
        Signalled = [],
    };

    public bool NeedsProcess => PodSettings.IsProcessNeeded(Reload, EnvChanges);
}
