return await Collab.Web.Hosting.Commands.CommandLine.RunAsync(args);
