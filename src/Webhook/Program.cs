using System.CommandLine;
using ConfigSync.Webhook.Commands;

var root = new RootCommand("Adds the config-sync agent to Pods that ask for it.")
{
    ServeCommand.Create(),
    InjectCommand.Create(),
    ExplainCommand.Create(),
    CertsCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
