using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Sidecar;

namespace ConfigSync.Injection.Planning;

/// <summary>How the application is told, after every downgrade, and who the agent has to be for it.</summary>
/// <param name="Reload">A value of <see cref="ReloadValues"/>.</param>
/// <param name="EnvChanges">A value of <see cref="EnvChangesValues"/>.</param>
/// <param name="SharesProcesses">Whether a process has to be found and signalled.</param>
/// <param name="Identity">Who the agent runs as.</param>
internal sealed record ReloadPlan(string Reload, string EnvChanges, bool SharesProcesses, AgentIdentity Identity);
