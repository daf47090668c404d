using ConfigSync.Contract;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>How the application is made to reload, after every downgrade, and the identity that the agent needs for it.</summary>
/// <param name="Reload">A value of <see cref="ReloadValues"/>.</param>
/// <param name="EnvChanges">A value of <see cref="EnvChangesValues"/>.</param>
/// <param name="SharesProcesses">True when a process has to be found and signalled.</param>
/// <param name="Identity">The agent's identity.</param>
internal sealed record ReloadPlan(string Reload, string EnvChanges, bool SharesProcesses, AgentIdentity Identity)
{
    public bool NeedsProcess => PodSettings.IsProcessNeeded(Reload, EnvChanges);
}

/// <summary>The identity that the agent runs with.</summary>
/// <param name="User">Its UID.</param>
/// <param name="Group">Its GID, or null to leave it to the Pod and the image.</param>
/// <param name="MayKill">True for root with the capability KILL, to signal an unknown UID.</param>
/// <param name="IsAssumed">True when the UID is a guess: the application's is unknown, and no signal needs it.</param>
internal sealed record AgentIdentity(long User, long? Group, bool MayKill = false, bool IsAssumed = false);
