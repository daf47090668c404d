using ConfigSync.Demo;

// Each step starts the real programs and needs nothing but this machine.
await AdmissionDemo.RunAsync();
await PluginDemo.RunAsync();
await AgentDemo.RunAsync();
await NudgeDemo.RunAsync();
