using ConfigSync.Cli.Commands;
using ConfigSync.Cli.Terminal;
using ConfigSync.Options;

var console = CommandConsole.Standard();
return args switch
{
    ["inject", .. var flags] => InjectCommand.Start(flags, console),
    ["explain", .. var flags] => ExplainCommand.Start(flags, console),
    ["certs", .. var flags] => CertsCommand.Start(flags, console),
    ["--version"] => console.Print(ProductVersion.Text),
    ["--help" or "-h"] => console.Print(Usage.Text),
    _ => Usage.Refuse(args, console),
};
