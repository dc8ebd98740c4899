package appserver_test

func garbageWorker() {}
